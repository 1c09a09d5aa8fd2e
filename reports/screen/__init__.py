"""Any table on screen as a workbook: what is shown, with dates and figures that Excel can reckon with."""
