"""Keys of Secrets and ConfigMaps, and paths of volumes, that other parts of a page refer to.

https://kubernetes.io/docs/concepts/configuration/secret/
https://kubernetes.io/docs/concepts/storage/volumes/
"""

import re
from collections.abc import Iterator

from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.code_blocks.object_references import Mismatch, pod_spec
from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode

_REFERS = {"secretKeyRef": "Secret", "configMapKeyRef": "ConfigMap"}
_DATA = ("data", "stringData", "binaryData")
_LEFT_OPEN = re.compile(r"[<>${}\[\]*…]|\.\.\.")
_OPEN_COMMUNITY = re.compile(rf":|{_LEFT_OPEN.pattern}")
_BETWEEN_WORDS = re.compile(r"[-_]")


def key_mismatches(manifests: tuple[Manifest, ...]) -> Iterator[Mismatch]:
    """References to a key that the object of the page, which is shown whole, does not have."""
    keys = _keys(manifests)
    for manifest in manifests if keys else ():
        for kind, each in _key_references(manifest.root):
            name, key, optional = each.text("name"), each.get("key"), each.text("optional")
            found = keys.get((kind, name or ""))
            if found is None or key is None or key.kind != "str" or optional == "true":
                continue
            known, span = found
            if known and key.value not in known and not _LEFT_OPEN.search(key.value):
                message = f"the {kind} {name!r} of this page has no key {key.value!r}"
                yield Mismatch(key.span, message, span, f"the {kind}")


def mounted_mismatches(manifests: tuple[Manifest, ...]) -> Iterator[Mismatch]:
    """Mounted files that the object of the page, which is shown whole, does not have."""
    keys = _keys(manifests)
    for manifest in manifests if keys else ():
        spec = pod_spec(manifest) if manifest.error is None else None
        volumes = spec.get("volumes") if spec else None
        for volume in volumes.children if volumes else ():
            for kind, source, name in _sources(volume):
                known, span = keys.get((kind, name), (frozenset[str](), manifest.span))
                picked = tuple(_items(source))  # which may call files otherwise
                for each in picked or _parts(spec, volume.text("name") or ""):
                    if known and each.value not in known and not _LEFT_OPEN.search(each.value):
                        message = f"the {kind} {name!r} of this page has no key {each.value!r}"
                        yield Mismatch(each.span, message, span, f"the {kind}")


def _sources(volume: YamlNode) -> Iterator[tuple[str, YamlNode, str]]:
    """The object that a volume shows."""
    config, secret = volume.get("configMap"), volume.get("secret")
    if config is not None:
        yield "ConfigMap", config, config.text("name") or ""
    if secret is not None:
        yield "Secret", secret, secret.text("secretName") or ""


def _items(source: YamlNode) -> Iterator[YamlNode]:
    """The keys that a volume picks."""
    items = source.get("items")
    for item in items.children if items else ():
        key = item.get("key")
        if key is not None and key.kind == "str":
            yield key


def _parts(spec: YamlNode | None, volume: str) -> Iterator[YamlNode]:
    """The files of a volume that containers mount by themselves."""
    for key in ("containers", "initContainers"):
        containers = spec.get(key) if spec else None
        for container in containers.children if containers else ():
            mounts = container.get("volumeMounts")
            for mount in mounts.children if mounts else ():
                path = mount.get("subPath")
                if mount.text("name") == volume and path is not None and path.kind == "str":
                    yield path


def _keys(manifests: tuple[Manifest, ...]) -> dict[tuple[str, str], tuple[frozenset[str], Span]]:
    """The keys of Secrets and ConfigMaps; none for one that is shown twice, or not whole."""
    found: dict[tuple[str, str], tuple[frozenset[str], Span]] = {}
    for manifest in manifests:
        kind, name = manifest.kind, manifest.name
        if kind not in _REFERS.values() or not name:
            continue
        given = [each for each in manifest.root.children if each.key in _DATA]
        keys = frozenset(child.key or "" for each in given for child in each.children)
        typed = manifest.root.text("type") or "Opaque"
        before = found.get((kind, name))
        again = before is not None and before[0] != keys  # with other keys: neither is known
        whole = not manifest.error and typed == "Opaque" and not again
        unsure = any(each.kind != "map" for each in given) or any(map(_LEFT_OPEN.search, keys))
        found[kind, name] = (keys if whole and not unsure else frozenset(), manifest.span)
    return found


def _key_references(node: YamlNode) -> Iterator[tuple[str, YamlNode]]:
    for child in node.children:
        if child.key in _REFERS and child.kind == "map":
            yield _REFERS[child.key], child
        yield from _key_references(child)


def community_mismatches(manifest: Manifest) -> Iterator[Mismatch]:
    """Communities that are advertised by a name that the manifest, which has names, lacks."""
    defined = manifest.root.get("spec", "communities")
    advertised = manifest.root.get("spec", "prefixAdvertisements")
    if manifest.kind != "BGPConfiguration" or not defined or not advertised or manifest.error:
        return
    names = {each.text("name") for each in defined.children}
    for prefix in advertised.children:
        used = prefix.get("communities")
        for each in used.children if used else ():
            named = each.kind == "str" and not _OPEN_COMMUNITY.search(each.value)
            if named and each.value not in names:
                message = f"no community {each.value!r} in this manifest"
                yield Mismatch(each.span, message, defined.span, "communities")


def path_mismatches(manifest: Manifest) -> Iterator[Mismatch]:
    """Paths in variables of a container whose first folder is almost that of one of its mounts."""
    spec = pod_spec(manifest) if manifest.error is None else None
    containers = spec.get("containers") if spec else None
    for container in containers.children if containers else ():
        listed = container.get("volumeMounts")
        mounts = [
            path
            for mount in (listed.children if listed else ())
            if (path := mount.get("mountPath")) and path.kind == "str"
        ]
        variables = container.get("env")
        for variable in variables.children if variables else ():
            value = variable.get("value")
            if value and value.kind == "str":
                yield from _unmounted_path(value, mounts)


def _unmounted_path(value: YamlNode, mounts: list[YamlNode]) -> Iterator[Mismatch]:
    path = value.value
    if not path.startswith("/") or _LEFT_OPEN.search(path):
        return
    if any(path == mount.value or path.startswith(f"{mount.value}/") for mount in mounts):
        return
    near = [mount for mount in mounts if _is_almost_under(path, mount.value.rstrip("/"))]
    if len(near) == 1:
        message = f"no volume is mounted at the folder of {path!r}; one is at {near[0].value!r}"
        yield Mismatch(value.span, message, near[0].span, "the mount")


def _is_almost_under(path: str, mount: str) -> bool:
    """Whether the last folder of the mount has a word more or less than that of the path."""
    folders, names = path.split("/"), mount.split("/")
    if len(folders) <= len(names) or folders[: len(names) - 1] != names[:-1]:
        return False
    words, others = (_BETWEEN_WORDS.split(each[len(names) - 1]) for each in (folders, names))
    shorter, longer = sorted((words, others), key=len)
    return (
        len(shorter) > 1 and len(longer) == len(shorter) + 1 and longer[: len(shorter)] == shorter
    )
