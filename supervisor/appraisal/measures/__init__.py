"""Evidence from every room below, in one neutral form: a module a source, each saying also what was looked at when
nothing was found. A measure nobody recorded is absent, not zero."""
