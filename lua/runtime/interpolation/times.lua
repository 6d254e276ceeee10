local t = {}
return t
