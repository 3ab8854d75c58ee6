/// JSON Schemas that clients send for answers, and their validation within limits that no schema can exceed.
@NullMarked
package io.plumbline.gateway.schema;

import org.jspecify.annotations.NullMarked;
