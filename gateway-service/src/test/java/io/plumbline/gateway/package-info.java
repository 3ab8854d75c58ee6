/// Tests of the gateway as a whole.
@NullMarked
package io.plumbline.gateway;

import org.jspecify.annotations.NullMarked;
