"""Organizations: companies, schools, associations, told apart by a folded name."""
