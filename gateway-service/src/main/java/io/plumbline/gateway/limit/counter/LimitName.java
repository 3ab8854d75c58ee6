package io.plumbline.gateway.limit.counter;

/// The name of a counter that the replicas share.
///
/// @param name of the limit and its dimension
/// @param team that owns it
record LimitName(String name, String team) {

    LimitName of(String dimension) {
        return new LimitName(name + " " + dimension, team);
    }
}
