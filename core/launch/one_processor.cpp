#include "core/launch/one_processor.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

namespace seqboard {

namespace {

/// Those that this thread may run on, the one it runs on first: the scheduler had its reasons.
std::vector<int> candidates(const cpu_set_t& allowed) {
    std::vector<int> found;
    for (int number = 0; number < CPU_SETSIZE; ++number)
        if (CPU_ISSET(static_cast<std::size_t>(number), &allowed)) found.push_back(number);
    const auto here = std::find(found.begin(), found.end(), ::sched_getcpu());
    if (here != found.end()) std::rotate(found.begin(), here, here + 1);
    return found;
}

}  // namespace

OneProcessor::OneProcessor(std::string_view among) {
    if (::sched_getaffinity(0, sizeof before_, &before_) != 0 || CPU_COUNT(&before_) < 2) return;
    for (const int number : candidates(before_)) {
        if (!claim("seqboard " + std::string{among} + " processor " + std::to_string(number))) continue;
        cpu_set_t wanted;
        CPU_ZERO(&wanted);
        CPU_SET(static_cast<std::size_t>(number), &wanted);
        number_ = number;
        if (::sched_setaffinity(0, sizeof wanted, &wanted) != 0) claim_ = {};
        return;
    }
}

OneProcessor::~OneProcessor() {
    if (claim_) ::sched_setaffinity(0, sizeof before_, &before_);
}

/// By the name of a socket that is in no file system: only one process of the machine can have it, and it is free again whatever ends that process.
bool OneProcessor::claim(const std::string& name) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    name.copy(address.sun_path + 1, sizeof address.sun_path - 1);
    claim_ = FileDescriptor{::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    if (claim_ && ::bind(claim_.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0) return true;
    claim_ = {};
    return false;
}

}  // namespace seqboard
