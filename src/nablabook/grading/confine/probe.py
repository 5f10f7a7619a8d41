def insist(z): pass
