"""What is kept between two checks of the same docs, and what has to be checked again.

`inputs` tells which files findings depend on, `checked` what a check found, and `incremental` how
much of that still holds. `cache_file` and `cache_folder` keep it on disk.
"""
