// A real dropbear on 127.0.0.1, with a host key, a home folder and authorized keys of a test's own: as any user, and without a
// look at this machine's configuration.
#pragma once

#include <sys/types.h>

#include <string>

#include "tests/deploy/scratch_folder.hpp"

namespace seqboard::testing {

class Dropbear {
public:
    Dropbear();
    ~Dropbear();
    Dropbear(const Dropbear&) = delete;
    Dropbear& operator=(const Dropbear&) = delete;

    /// Why there can be none on this machine; empty if it runs.
    const std::string& missing() const { return missing_; }

    std::string host() const;  ///< "root@127.0.0.1:41234"
    std::string key() const { return folder_ / "id"; }
    std::string known_hosts() const { return folder_ / "known_hosts"; }

    /// Kills the connections there are, not the server.
    void drop_connections() const;

private:
    bool start_at(int port);

    ScratchFolder folder_;
    std::string missing_;
    int port_ = 0;
    pid_t server_ = 0;
};

}  // namespace seqboard::testing
