-- Only SQLite can keep rows in the order of their key; here there is nothing to change.
SELECT 1;
