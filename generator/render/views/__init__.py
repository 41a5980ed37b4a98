"""What templates are told: one finished view for each kind of page.

Every text is in the words of the edition and carries its language where it may differ from the
page's; every address is written as it stands on that page; every list is sorted. `Markup` is
HTML that is safe as it is, all else is escaped by the template. None means: not there.
"""
