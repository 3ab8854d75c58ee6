/// What every request and answer has: ids, bounds, pages, entity tags, idempotency keys.
@NullMarked
package io.plumbline.kit.web;

import org.jspecify.annotations.NullMarked;
