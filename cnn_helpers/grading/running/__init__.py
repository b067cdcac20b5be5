"""Running a submission in a sandbox and asking its functions for answers, from the trusted side and from within."""
