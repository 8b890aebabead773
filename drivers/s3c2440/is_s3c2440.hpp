// Whether this machine is an S3C2440.
#pragma once

namespace seqboard {

/// By /proc/cpuinfo. Writing to another chip's memory at the S3C2440's addresses could do anything: backends that do are chosen by
/// themselves only where the kernel names this one (or the S3C2442, the same with memory in its package).
bool is_s3c2440();

}  // namespace seqboard
