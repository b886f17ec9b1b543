-- In which language to write to an account, as a tag of BCP 47; null for that of its realm.
ALTER TABLE accounts ADD COLUMN language TEXT;
