// Whose connections a server takes: by the names under which it is called, and by the pages that call it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace seqboard::telemetry {

/// A browser lets any page of the world open a WebSocket to a robot in reach, and tells the server only where that page came from (Origin);
/// a name that suddenly means the robot's address (DNS rebinding) makes a foreign page look like the robot's own, which only Host gives away.
class AccessList {
public:
    /// Words with blanks or commas between them. Hosts: names beside addresses and localhost, which are always taken: nobody can make an
    /// address mean another one. Origins: as browsers write them, "https://app.foxglove.dev".
    AccessList(std::string_view hosts, std::string_view origins);

    /// Of the header Host, "robot.local:8765". An empty one is refused.
    bool takes_host(std::string_view host) const;

    /// Of the headers Origin and Host. Programs that are no browsers have no Origin, and are taken; so is the server's own page.
    bool takes_origin(std::string_view origin, std::string_view host) const;

private:
    std::vector<std::string> hosts_;
    std::vector<std::string> origins_;
};

/// In a time that says nothing about where the two differ.
bool same_secret(std::string_view a, std::string_view b) noexcept;

}  // namespace seqboard::telemetry
