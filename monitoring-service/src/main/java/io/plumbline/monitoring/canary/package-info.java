/// What is told of rollouts: by the API, and on pages.
@NullMarked
package io.plumbline.monitoring.canary;

import org.jspecify.annotations.NullMarked;
