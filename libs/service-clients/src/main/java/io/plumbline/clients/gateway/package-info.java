/// What other services may know of gateway-service.
@NullMarked
package io.plumbline.clients.gateway;

import org.jspecify.annotations.NullMarked;
