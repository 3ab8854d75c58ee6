/// The registry's knowledge of suites in eval-service: their revisions and when each was stored.
@NullMarked
package io.plumbline.registry.suite;

import org.jspecify.annotations.NullMarked;
