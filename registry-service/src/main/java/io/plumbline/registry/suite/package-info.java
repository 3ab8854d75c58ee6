/// What the registry knows of eval-service's suites: their revisions and when each was stored.
@NullMarked
package io.plumbline.registry.suite;

import org.jspecify.annotations.NullMarked;
