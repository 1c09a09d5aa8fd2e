"""Calendar files (.ics, RFC 5545) as other programs write them: lines, times, repeat rules, events. Pure, no I/O."""
