/// Tests of the package of the same name.
@NullMarked
package io.plumbline.console.rollout;

import org.jspecify.annotations.NullMarked;
