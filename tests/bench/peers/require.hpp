// A system call that a peer cannot do without.
#pragma once

#include <cerrno>
#include <string>
#include <system_error>

namespace seqboard::bench {

/// Passes the result of a system call on; throws, naming `what`, if it is negative.
template <class Result>
Result require(Result result, const std::string& what) {
    if (result < 0) throw std::system_error{errno, std::generic_category(), what};
    return result;
}

}  // namespace seqboard::bench
