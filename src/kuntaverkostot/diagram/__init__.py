"""The diagram: where everything stands, how it looks, as SVG and as a pyvis Network."""
