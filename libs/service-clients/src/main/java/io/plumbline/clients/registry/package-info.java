/// What other services may know of registry-service.
@NullMarked
package io.plumbline.clients.registry;

import org.jspecify.annotations.NullMarked;
