/// The OpenAPI description of each service.
@NullMarked
package io.plumbline.kit.openapi;

import org.jspecify.annotations.NullMarked;
