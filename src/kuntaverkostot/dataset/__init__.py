"""The dataset: schema, validation, repair, rules, and lists of memberships."""
