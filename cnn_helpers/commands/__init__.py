"""What `cnn-course` does beyond grading: building and serving the book, students' copies, and the doctor."""
