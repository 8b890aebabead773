// "127.0.0.1:5600".
#pragma once

#include <netinet/in.h>

#include <string>

namespace seqboard {

/// Throws StartError naming `where`, the whole of what was asked for.
sockaddr_in internet_address(const std::string& text, const std::string& where);

}  // namespace seqboard
