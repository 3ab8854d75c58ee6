/// The API of gateway-service for other services.
@NullMarked
package io.plumbline.clients.gateway;

import org.jspecify.annotations.NullMarked;
