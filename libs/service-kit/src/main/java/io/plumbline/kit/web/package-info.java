/// Common parts of requests and responses: ids, limits, paging, entity tags, idempotency keys.
@NullMarked
package io.plumbline.kit.web;

import org.jspecify.annotations.NullMarked;
