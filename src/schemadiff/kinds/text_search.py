"""Text search parsers, templates, dictionaries and configurations (``pg_ts_*``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pglast import parse_sql

from schemadiff.model import MustReplace, Object
from schemadiff.sql.usualnames import as_quoted


@dataclass(frozen=True, kw_only=True)
class TextSearchParser(Object):
    """A parser; only a superuser may create one."""

    options: list[str]

    kind = "text search parser"
    file = "{schema}/text_search/{name}.sql"
    catalog = "pg_ts_parser"
    rare = "pg_ts_parser WHERE oid >= 16384"
    rebuildable = True
    query = """
        SELECT p.oid AS _oid, quote_ident(nspname) AS schema,
               quote_ident(nspname) || '.' || quote_ident(prsname) AS identity,
               array_remove(ARRAY['START = ' || prsstart, 'GETTOKEN = ' || prstoken, 'END = ' || prsend,
                   'LEXTYPES = ' || prslextype, 'HEADLINE = ' || nullif(prsheadline::text, '-')], NULL) AS options
        FROM pg_ts_parser p JOIN pg_namespace n ON n.oid = prsnamespace
        WHERE p.oid >= 16384
    """

    def create(self) -> Iterator[str]:
        """CREATE TEXT SEARCH PARSER."""
        yield f"CREATE TEXT SEARCH PARSER {self.identity} ({', '.join(self.options)})"


@dataclass(frozen=True, kw_only=True)
class TextSearchTemplate(Object):
    """A template; only a superuser may create one."""

    options: list[str]

    kind = "text search template"
    file = "{schema}/text_search/{name}.sql"
    catalog = "pg_ts_template"
    rare = "pg_ts_template WHERE oid >= 16384"
    rebuildable = True
    query = """
        SELECT t.oid AS _oid, quote_ident(nspname) AS schema,
               quote_ident(nspname) || '.' || quote_ident(tmplname) AS identity,
               array_remove(ARRAY['INIT = ' || nullif(tmplinit::text, '-'), 'LEXIZE = ' || tmpllexize], NULL) AS options
        FROM pg_ts_template t JOIN pg_namespace n ON n.oid = tmplnamespace
        WHERE t.oid >= 16384
    """

    def create(self) -> Iterator[str]:
        """CREATE TEXT SEARCH TEMPLATE."""
        yield f"CREATE TEXT SEARCH TEMPLATE {self.identity} ({', '.join(self.options)})"


@dataclass(frozen=True, kw_only=True)
class TextSearchDictionary(Object):
    """A dictionary."""

    template: str
    options: str | None
    """``dictinitoption``: a list that SQL accepts as it is."""

    kind = "text search dictionary"
    file = "{schema}/text_search/{name}.sql"
    catalog = "pg_ts_dict"
    rare = "pg_ts_dict WHERE oid >= 16384"
    rebuildable = True
    query = """
        SELECT d.oid AS _oid, dictowner AS _owner, quote_ident(n.nspname) AS schema,
               quote_ident(n.nspname) || '.' || quote_ident(dictname) AS identity,
               quote_ident(m.nspname) || '.' || quote_ident(tmplname) AS template, dictinitoption AS options
        FROM pg_ts_dict d JOIN pg_namespace n ON n.oid = dictnamespace
             JOIN pg_ts_template t ON t.oid = dicttemplate JOIN pg_namespace m ON m.oid = tmplnamespace
        WHERE d.oid >= 16384
    """

    def create(self) -> Iterator[str]:
        """CREATE TEXT SEARCH DICTIONARY."""
        options = f", {self.options}" if self.options else ""
        yield f"CREATE TEXT SEARCH DICTIONARY {self.identity} (TEMPLATE = {self.template}{options})"

    def alter(self, old: Object) -> Iterator[str]:
        """Remove the options that are gone, and say all others, so that they come in their order; raise MustReplace for another template."""
        assert isinstance(old, TextSearchDictionary)
        before, after = _option_names(old.options), _option_names(self.options)
        if self.template != old.template or len(set(after)) < len(after):
            raise MustReplace
        said = [as_quoted(name) for name in before if name not in after]
        said += [self.options] if self.options else []
        yield f"ALTER TEXT SEARCH DICTIONARY {self.identity} ({', '.join(said)})"


def _option_names(options: str | None) -> list[str]:
    """Return the names in a list of options, unquoted."""
    if not options:
        return []
    made: Any = parse_sql(f"CREATE TEXT SEARCH DICTIONARY d ({options})")[0].stmt
    return [option.defname for option in made.definition]


@dataclass(frozen=True, kw_only=True)
class TextSearchConfiguration(Object):
    """A configuration: the dictionaries for each type of token, in order."""

    parser: str
    mappings: list[str]
    """``token dictionary, dictionary``, sorted."""

    kind = "text search configuration"
    file = "{schema}/text_search/{name}.sql"
    catalog = "pg_ts_config"
    rare = "pg_ts_config WHERE oid >= 16384"
    rebuildable = True
    query = """
        SELECT c.oid AS _oid, cfgowner AS _owner, quote_ident(n.nspname) AS schema,
               quote_ident(n.nspname) || '.' || quote_ident(cfgname) AS identity,
               quote_ident(m.nspname) || '.' || quote_ident(prsname) AS parser,
               array(SELECT quote_ident(t.alias) || ' ' || string_agg(
                                quote_ident(dn.nspname) || '.' || quote_ident(dictname), ', ' ORDER BY mapseqno)
                     FROM pg_ts_config_map JOIN ts_token_type(cfgparser) t ON t.tokid = maptokentype
                          JOIN pg_ts_dict d ON d.oid = mapdict JOIN pg_namespace dn ON dn.oid = dictnamespace
                     WHERE mapcfg = c.oid GROUP BY t.alias ORDER BY t.alias) AS mappings
        FROM pg_ts_config c JOIN pg_namespace n ON n.oid = cfgnamespace
             JOIN pg_ts_parser p ON p.oid = cfgparser JOIN pg_namespace m ON m.oid = prsnamespace
        WHERE c.oid >= 16384
    """

    def create(self) -> Iterator[str]:
        """CREATE TEXT SEARCH CONFIGURATION, and its mappings."""
        yield f"CREATE TEXT SEARCH CONFIGURATION {self.identity} (PARSER = {self.parser})"
        yield from self._map("ADD", self.mappings)

    def _map(self, verb: str, mappings: Iterable[str]) -> Iterator[str]:
        """Yield one statement for each list of dictionaries, with all of its token types."""
        tokens: dict[str, list[str]] = {}
        for token, _, dictionaries in (mapping.partition(" ") for mapping in mappings):
            tokens.setdefault(dictionaries, []).append(token)
        head = f"ALTER TEXT SEARCH CONFIGURATION {self.identity} {verb} MAPPING FOR"
        for dictionaries, names in tokens.items():
            yield f"{head} {', '.join(names)} WITH {dictionaries}"

    def alter(self, old: Object) -> Iterator[str]:
        """Alter the mappings; raise MustReplace for another parser."""
        assert isinstance(old, TextSearchConfiguration)
        if self.parser != old.parser:
            raise MustReplace
        before, after = (dict(m.split(" ", 1) for m in side.mappings) for side in (old, self))
        if gone := sorted(before.keys() - after.keys()):
            yield f"ALTER TEXT SEARCH CONFIGURATION {self.identity} DROP MAPPING FOR {', '.join(gone)}"
        changed = [m for m in self.mappings if m not in old.mappings]
        for verb, there in (("ALTER", True), ("ADD", False)):
            yield from self._map(verb, (m for m in changed if (m.partition(" ")[0] in before) == there))
