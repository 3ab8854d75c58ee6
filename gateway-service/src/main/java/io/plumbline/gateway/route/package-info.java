/// Routes: the names by which applications call models, and where each call is led.
@NullMarked
package io.plumbline.gateway.route;

import org.jspecify.annotations.NullMarked;
