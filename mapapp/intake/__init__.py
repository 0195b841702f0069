"""From files of others to proposals for the gazetteer, which an editor accepts or rejects."""
