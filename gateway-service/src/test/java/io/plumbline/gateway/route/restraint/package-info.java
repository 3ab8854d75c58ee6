@NullMarked
package io.plumbline.gateway.route.restraint;

import org.jspecify.annotations.NullMarked;
