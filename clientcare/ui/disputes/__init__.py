"""What stands around the list of disputes: the panel to sift it by, the filters that were kept, what is done with several."""
