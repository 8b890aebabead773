// What every peer is told when it opens an end.
#pragma once

#include <string>

namespace seqboard::bench {

enum class End : unsigned char { kWriter, kReader, kBoth };

struct Channel {
    std::string scratch;  ///< a folder in tmpfs that lives as long as the run
    std::string name;     ///< a C identifier that no other channel on the machine has
    End end = End::kBoth;
    bool waited = false;  ///< its readers sleep in wait()
    int readers = 1;      ///< a peer with a queue for each reader writes to so many
    int reader = 0;       ///< which of them this end is

    bool writes() const { return end != End::kReader; }
    bool reads() const { return end != End::kWriter; }
    std::string path() const { return scratch + "/" + name; }
    std::string queue(int number) const { return name + "_" + std::to_string(number); }
};

}  // namespace seqboard::bench
