"""What the memberships say: graph, exact sets, pairs, peers, cover, insights."""
