"""Names in a manifest that refer to other parts of it, or to other objects of the same page.

Where each reference is documented:
https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#selector
https://kubernetes.io/docs/concepts/storage/volumes/
https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
https://kubernetes.io/docs/reference/kubernetes-api/
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from docs_snippets.code_blocks.manifests import Manifest
from docs_snippets.core.source import Span
from docs_snippets.data.example_yaml import YamlNode
from docs_snippets.facts.api_versions import api_facts

WORKLOADS = frozenset(("DaemonSet", "Deployment", "ReplicaSet", "StatefulSet"))
_SCALARS = ("str", "int", "float", "bool")

_BY_KEY: Mapping[str, tuple[str, str]] = {
    "claimName": ("persistentVolumeClaim", "PersistentVolumeClaim"),
    "secretName": ("", "Secret"),
    "serviceAccountName": ("", "ServiceAccount"),
    "serviceName": ("backend", "Service"),
    "storageClassName": ("", "StorageClass"),
}
"""Keys whose value names an object: the key that must enclose it, if any, and the kind."""

_NAMED: Mapping[str, str] = {
    "backendRefs": "Service",
    "configMap": "ConfigMap",
    "configMapKeyRef": "ConfigMap",
    "configMapRef": "ConfigMap",
    "imagePullSecrets": "Secret",
    "parentRefs": "Gateway",
    "secretKeyRef": "Secret",
    "secretRef": "Secret",
    "service": "Service",
}
"""Keys of objects, or lists of them, whose `name` names an object of a kind."""

_WITH_KIND = frozenset(("roleRef", "scaleTargetRef", "subjects"))
"""Keys of objects, or lists of them, that say the kind beside the name."""


class Mismatch(NamedTuple):
    """A place that refers to another place of the same manifest, and what is wrong with it."""

    span: Span
    message: str
    other: Span
    note: str


class Reference(NamedTuple):
    """A name that refers to an object. `kind_span` is where its kind is written, if it is.

    `namespace` is what is written beside the name.
    """

    kind: str
    name: str
    span: Span
    kind_span: Span | None = None
    namespace: YamlNode | None = None


def mismatches(manifest: Manifest) -> Iterator[Mismatch]:
    """Selectors that do not select their own template, and mounts without a volume."""
    if manifest.error is not None:
        return
    if manifest.kind in WORKLOADS:
        yield from _unselected(manifest.root)
    spec = pod_spec(manifest)
    if spec is not None:
        yield from _unmounted(manifest.root, spec)


def _unselected(root: YamlNode) -> Iterator[Mismatch]:
    wanted = root.get("spec", "selector", "matchLabels")
    labels = root.get("spec", "template", "metadata", "labels")
    if not wanted or not labels or wanted.kind != "map" or labels.kind != "map":
        return
    given = {each.key: each for each in labels.children}
    if any(each.kind not in _SCALARS for each in (*wanted.children, *labels.children)):
        return
    for each in wanted.children:
        own = given.get(each.key)
        if each.key_span and (own is None or own.value != each.value):
            message = f"the pods of this template have no label '{each.key}: {each.value}'"
            yield Mismatch(each.key_span, message, labels.key_span or labels.span, "their labels")


def pod_spec(manifest: Manifest) -> YamlNode | None:
    """The `spec` of the pods that a manifest makes."""
    match manifest.kind:
        case "Pod":
            return manifest.root.get("spec")
        case "CronJob":
            return manifest.root.get("spec", "jobTemplate", "spec", "template", "spec")
        case "Job" | "DaemonSet" | "Deployment" | "ReplicaSet" | "StatefulSet":
            return manifest.root.get("spec", "template", "spec")
    return None


def _unmounted(root: YamlNode, spec: YamlNode) -> Iterator[Mismatch]:
    volumes = spec.get("volumes")
    if volumes is None or volumes.kind != "list":
        return
    names = {each.text("name") for each in volumes.children}
    claims = root.get("spec", "volumeClaimTemplates")
    names |= {each.text("metadata", "name") for each in claims.children} if claims else set()
    if None in names:
        return
    for key in ("containers", "initContainers"):
        containers = spec.get(key)
        for container in containers.children if containers else ():
            mounts = container.get("volumeMounts")
            for mount in mounts.children if mounts else ():
                name = mount.get("name")
                if name and name.kind in _SCALARS and name.value not in names:
                    message = f"no volume {name.value!r} in this manifest"
                    yield Mismatch(name.span, message, volumes.key_span or volumes.span, "volumes")


def references(node: YamlNode, around: str = "") -> Iterator[Reference]:
    """The references below a node, which is the value of the key `around`."""
    for child in node.children:
        key = child.key or ""
        if child.kind == "str" and key in _BY_KEY:
            needed, kind = _BY_KEY[key]
            if needed in ("", around):
                yield Reference(kind, child.value, child.span)
        named = _NAMED.get(key, "")
        if named or key in _WITH_KIND:
            yield from _named(child, named)
        yield from references(child, key or around)


def listed_references(manifest: Manifest) -> Iterator[Reference]:
    """What the fields of a kind name of which packaged facts say so."""
    for path, kind in api_facts().references.get(manifest.kind, ()):
        nodes = [manifest.root]
        for key in path.split("."):
            found = [each.get(key) for each in nodes]
            below = [each for each in found if each is not None]
            nodes = [
                each for one in below for each in (one.children if one.kind == "list" else (one,))
            ]
        for node in nodes:
            if node.kind == "str":
                yield Reference(kind, node.value, node.span)


def _named(node: YamlNode, kind: str) -> Iterator[Reference]:
    """What an object with a name, or each of a list, refers to; `kind` where it does not say."""
    for each in node.children if node.kind == "list" else (node,):
        name, said = each.get("name"), each.get("kind")
        if each.kind != "map" or name is None or name.kind != "str":
            continue
        if said is None and kind:
            yield Reference(kind, name.value, name.span)
        elif said is not None and said.kind == "str":
            yield Reference(said.value, name.value, name.span, said.span, each.get("namespace"))


def declared(manifests: Iterable[Manifest]) -> dict[tuple[str, str], Manifest]:
    """The objects that manifests declare, by kind and name."""
    named = (each for each in manifests if each.kind and each.name)
    return {(each.kind, each.name): each for each in named}
