// Signed manifests, and targets that take no others.
#include "core/deploy/signature.hpp"

#include <catch2/catch.hpp>

#include "core/exit_code.hpp"
#include "tests/deploy/scratch_folder.hpp"

using namespace seqboard;
using namespace seqboard::deploy;
using namespace seqboard::testing;

TEST_CASE("a target without trusted keys takes every manifest") {
    const ScratchFolder folder;
    CHECK_NOTHROW(refuse_untrusted("manifest", "", folder / "trusted_keys"));
}

TEST_CASE("a target with trusted keys takes what one of them has signed, and nothing else") {
    const ScratchFolder folder;
    const std::string keys = folder / "trusted_keys";
    const KeyPair ours = new_key_pair();
    const KeyPair theirs = new_key_pair();
    write_durably(keys, new_key_pair().open + "\n" + ours.open + "\n");
    const std::string signature = sign("manifest", ours.secret + "\n");
    CHECK_NOTHROW(refuse_untrusted("manifest", signature, keys));
    CHECK_THROWS_WITH(refuse_untrusted("manifest.", signature, keys), Catch::Contains("no key in"));
    CHECK_THROWS_WITH(refuse_untrusted("manifest", sign("manifest", theirs.secret), keys), Catch::Contains("no key in"));
    CHECK_THROWS_WITH(refuse_untrusted("manifest", "", keys), Catch::Contains("not signed"));
    write_durably(keys, "");
    CHECK_THROWS_AS(refuse_untrusted("manifest", signature, keys), StartError);
}

TEST_CASE("what is no secret key is refused") {
    CHECK_THROWS_WITH(sign("manifest", "not a key"), Catch::Contains("--new-key"));
    CHECK_THROWS_AS(sign("manifest", new_key_pair().open), StartError);
}
