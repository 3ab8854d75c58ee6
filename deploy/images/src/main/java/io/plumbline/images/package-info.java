/// Additions for container images: a probe for their health checks, and an init that creates the first
/// credentials and hands each container its own.
@NullMarked
package io.plumbline.images;

import org.jspecify.annotations.NullMarked;
