/// The API of registry-service for other services.
@NullMarked
package io.plumbline.clients.registry;

import org.jspecify.annotations.NullMarked;
