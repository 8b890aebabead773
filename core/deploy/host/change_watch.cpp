#include "core/deploy/host/change_watch.hpp"

#include <algorithm>

namespace seqboard::deploy {

std::vector<std::string> ChangeWatch::look(Time now, const FileStamps& seen) {
    if (seen != seen_) {
        seen_ = seen;
        since_ = now;
    }
    std::vector<std::string> changed;
    bool missing = false;
    for (const auto& [path, stamp] : seen) {
        const auto known = known_.find(path);
        if (known != known_.end() && known->second == stamp) continue;
        changed.push_back(path);
        missing = missing || stamp.is_missing();
    }
    return now - since_ < (missing ? kReplaced : kQuiet) ? std::vector<std::string>{} : changed;
}

}  // namespace seqboard::deploy
