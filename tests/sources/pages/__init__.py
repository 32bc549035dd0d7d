"""Pages made for the tests: layouts of the press around articles whose text is known."""
