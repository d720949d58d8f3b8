#!/usr/bin/env python3
"""Compares the catalogue's tools with the vendor's public names and parameters, and reports what is not filled in well.

    scripts/check_catalogue.py [SLUG…]
    scripts/check_catalogue.py --write-facts FILE     keeps the lines of FILE that are about our tools

The facts have one line a tool: its name, then its parameters as name:type, * for required. The documents are held
against catalogue.schema.json as well, so that editors say the same as the emulator.
"""

import argparse
import json
import pathlib
import re
import sys

import jsonschema
import yaml

ROOT = pathlib.Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "fixtures" / "catalogue"
FACTS = ROOT / "Tests" / "ConformanceTests" / "vendor-tools.txt"
SCHEMA = jsonschema.Draft202012Validator(json.loads((CATALOGUE / "catalogue.schema.json").read_text(encoding="utf-8")))

VERSIONS = {"schema_version", "tool_version"}
PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.S)
PLAIN = {"now", "now_unix", "uuid", "number", "identifier"}
# Connectors of our own, which the vendor does not have.
OWN = {"openmeteo"}


def facts(path):
    tools = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, rest = line.partition("\t")
        params = {}
        for entry in rest.split():
            key, kind = entry.rsplit(":", 1)
            params[key] = (kind.rstrip("*"), kind.endswith("*"))
        tools[name] = params
    return tools


def check_document(document, complain):
    """Against the schema that editors use."""
    for error in SCHEMA.iter_errors(document):
        where = ".".join(str(step) for step in error.absolute_path)
        complain(f"{where}: {error.message[:200]}" if where else error.message[:200])


def check_tool(tool, vendor, complain, is_own=False):
    schema = tool.get("input") or {}
    properties = schema.get("properties") or {}
    required = set(schema.get("required") or [])
    for name, rule in properties.items():
        if rule.get("type") == "array" and "items" not in rule:
            complain(f"{name} is an array without items")
        elif "default" in rule and "enum" in rule and rule["default"] not in rule["enum"]:
            complain(f"{name} has a default that is not in its enum")
    if required - properties.keys():
        complain(f"required names unknown parameters: {sorted(required - properties.keys())}")
    if vendor is not None:
        check_vendor(tool, properties, required, vendor, complain)
    elif not is_own:
        complain("the vendor has no such tool")
    if "request" in tool:
        check_request(tool["request"], properties, required, complain)
    check_example(tool.get("example"), properties, complain)


def check_vendor(tool, properties, required, vendor, complain):
    given = dict(properties)
    if tool.get("versioned"):
        given |= {name: {"type": "string"} for name in VERSIONS}
    for name in given.keys() - vendor.keys():
        complain(f"the vendor has no parameter {name}")
    for name in vendor.keys() - given.keys():
        complain(f"parameter {name} is missing")
    for name in given.keys() & vendor.keys():
        kind, is_required = vendor[name]
        if given[name].get("type") != kind:
            complain(f"{name} is {kind} at the vendor, not {given[name].get('type')}")
        if (name in required) != is_required:
            complain(f"{name} is {'' if is_required else 'not '}required at the vendor")


def check_request(request, properties, required, complain):
    """What the emulator's own reader checks too, for those who have no build at hand."""
    in_path = re.findall(r"\{\+?([^{}]+)\}", request.get("path", ""))
    for name in in_path:
        if name not in required and "default" not in properties.get(name, {}):
            complain(f"request.path uses {name}, which is neither a required parameter nor has a default")
    placed = in_path + [name for place in ("query", "body", "headers") for name in request.get(place, [])]
    if "body_param" in request:
        placed.append(request["body_param"])
    for name in set(placed):
        if placed.count(name) > 1:
            complain(f"{name} is placed more than once")
    for name in set(placed) - properties.keys():
        complain(f"request places {name}, which is no parameter")
    fixed = json.dumps([request.get(f"fixed_{place}") for place in ("query", "body", "headers")])
    placed += [text.split("|")[0].strip()[7:] for text in re.findall(PLACEHOLDER, fixed)]
    for name in properties.keys() - set(placed):
        if "builder" not in request:
            complain(f"request does not place {name}")
    if request.get("method") == "GET" and ("body" in request or "fixed_body" in request):
        complain("a GET has no body")


def check_example(example, properties, complain):
    for text in re.findall(PLACEHOLDER, json.dumps(example, default=str, ensure_ascii=False)):
        name, _, fallback = (part.strip() for part in text.partition("|"))
        if name.startswith("params."):
            if name[7:].split(".")[0] not in properties:
                complain(f"example uses {name}, which is no parameter")
            if "|" not in text:
                complain(f"example uses {name} without a fallback")
        elif name not in PLAIN:
            complain(f"example uses the unknown placeholder {name}")


def documents(file):
    provider, *tools = yaml.safe_load_all(file.read_text(encoding="utf-8"))
    return provider, tools


def write_facts(source):
    """Keeps the vendor's lines about the tools that we have."""
    names = {tool["name"] for file in sorted(CATALOGUE.glob("*.yaml")) for tool in documents(file)[1]}
    lines = source.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split("\t")[0] in names]
    head = "# The vendor's public tools that the catalogue has: name, then parameters as name:type, * for required."
    FACTS.write_text("\n".join([head, *sorted(kept)]) + "\n", encoding="utf-8")
    print(f"{len(kept)} tools of {len(names)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=pathlib.Path, default=FACTS)
    parser.add_argument("--write-facts", type=pathlib.Path, metavar="FILE")
    parser.add_argument("slugs", nargs="*")
    options = parser.parse_args()
    if options.write_facts:
        return write_facts(options.write_facts)
    vendor = facts(options.facts)
    files = [CATALOGUE / f"{slug}.yaml" for slug in options.slugs] or sorted(CATALOGUE.glob("*.yaml"))
    mistakes = []
    tools = 0
    for file in files:
        tools += check_file(file, vendor, mistakes)
    for mistake in mistakes:
        print(mistake)
    print(f"{len(files)} connectors, {tools} tools, {len(mistakes)} mistakes")
    return 1 if mistakes else 0


def check_file(file, vendor, mistakes):
    try:
        provider, tools = documents(file)
    except yaml.YAMLError as error:
        mistakes.append(f"{file.name}: {error}")
        return 0
    check_document(provider, lambda text: mistakes.append(f"{file.name}: {text}"))
    if tools and "error_body" not in provider:
        mistakes.append(f"{file.name}: error_body is missing")
    names = set()
    for tool in tools:
        name = tool.get("name") if isinstance(tool, dict) else None

        def complain(text, where=f"{file.name}: {name}"):
            mistakes.append(f"{where}: {text}")

        if name in names:
            complain("is there twice")
        names.add(name)
        if not str(name).startswith(provider["slug"].replace("-", "_") + "_"):
            complain("does not start with the slug")
        check_document(tool, complain)
        is_own = provider["slug"] in OWN
        if isinstance(tool, dict):
            check_tool(tool, None if is_own else vendor.get(name), complain, is_own)
    return len(tools)


if __name__ == "__main__":
    sys.exit(main())
