"""What pages are drawn from: cards, threads, dates."""
