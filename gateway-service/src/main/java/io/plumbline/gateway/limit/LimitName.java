package io.plumbline.gateway.limit;

/// Names a counter that the replicas share.
///
/// @param name of what is limited, and by what
/// @param team whose it is
record LimitName(String name, String team) {

    LimitName of(String dimension) {
        return new LimitName(name + " " + dimension, team);
    }
}
