// parse_fleet: targets that can be reached and told apart, or a sentence with its place.
#include "core/deploy/host/fleet_file.hpp"

#include <set>

#include "core/exit_code.hpp"
#include "core/names.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/target.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using seqboard::testing::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto fleet = parse_fleet({reinterpret_cast<const char*>(data), size}, "keys/fleet.yaml", {});
        require(!fleet.empty(), "a fleet has a target");
        std::set<std::string> places;
        for (const FleetTarget& target : fleet) {
            require(is_valid_name(target.name), "a target has a name");
            require(!target.reach.host.empty(), "a target can be reached");
            require(places.insert(target.reach.text()).second, "no target is there twice");
            require(&target_named(target.name, fleet, "keys/fleet.yaml") == &target, "a target is found by its name");
        }
    } catch (const StartError& error) {
        require(error.code() == ExitCode::kConfig, "what is no fleet is a wrong configuration");
        require(std::string_view{error.what()}.starts_with("keys/fleet.yaml"), "the sentence names the file");
    }
    return 0;
}
