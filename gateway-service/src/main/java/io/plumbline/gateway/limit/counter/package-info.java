/// The counters behind limits: what calls have used, shared between replicas.
@NullMarked
package io.plumbline.gateway.limit.counter;

import org.jspecify.annotations.NullMarked;
