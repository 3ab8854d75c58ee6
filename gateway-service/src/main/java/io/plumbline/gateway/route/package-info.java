/// Routes: the names by which applications call models, and the destination of each call.
@NullMarked
package io.plumbline.gateway.route;

import org.jspecify.annotations.NullMarked;
