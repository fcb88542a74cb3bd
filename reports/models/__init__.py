"""Documents that are made, approved and published."""

from reports.models.job import Job, JobState, job_file_path

__all__ = ["Job", "JobState", "job_file_path"]
