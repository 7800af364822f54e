"""The site: a start page, and a page for each network and each member, as static files."""
