#include "drivers/line/line.hpp"

#include <errno.h>
#include <poll.h>

#include <algorithm>

namespace seqboard {

bool Line::wait(Duration limit) noexcept {
    pollfd poll{fd(), POLLIN, 0};
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(limit).count();
    return ::poll(&poll, 1, static_cast<int>(std::clamp<std::int64_t>(ms, 0, 1000))) >= 0 || errno != EINTR;
}

}  // namespace seqboard
