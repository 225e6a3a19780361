export type Json =
  | string
  | number
  | boolean
  | null
  | { [key: string]: Json | undefined }
  | Json[]

export type Database = {
  public: {
    Tables: {
      arrays: {
        Row: {
          a: number[]
          b: string[] | null
          c: Database["public"]["Enums"]["mood"][]
          d: Database["public"]["Enums"]["mood"][] | null
          e: Database["public"]["CompositeTypes"]["pair"][] | null
          f: Json[]
          g: number[] | null
          h: unknown[] | null
          i: Database["public"]["Tables"]["kinds_of_types"]["Row"][] | null
          j: string[]
        }
        Insert: {
          a: number[]
          b?: string[] | null
          c: Database["public"]["Enums"]["mood"][]
          d?: Database["public"]["Enums"]["mood"][] | null
          e?: Database["public"]["CompositeTypes"]["pair"][] | null
          f: Json[]
          g?: number[] | null
          h?: unknown[] | null
          i?: Database["public"]["Tables"]["kinds_of_types"]["Row"][] | null
          j?: string[]
        }
        Update: {
          a?: number[]
          b?: string[] | null
          c?: Database["public"]["Enums"]["mood"][]
          d?: Database["public"]["Enums"]["mood"][] | null
          e?: Database["public"]["CompositeTypes"]["pair"][] | null
          f?: Json[]
          g?: number[] | null
          h?: unknown[] | null
          i?: Database["public"]["Tables"]["kinds_of_types"]["Row"][] | null
          j?: string[]
        }
        Relationships: []
      }
      child: {
        Row: {
          a: number
          b: string | null
          c: number | null
        }
        Insert: {
          a: number
          b?: string | null
          c?: number | null
        }
        Update: {
          a?: number
          b?: string | null
          c?: number | null
        }
        Relationships: []
      }
      defined: {
        Row: {
          am: Database["public"]["Enums"]["mood"] | null
          doc: NonNullable<Json>
          doc_default: NonNullable<Json>
          k: Database["public"]["Tables"]["kinds_of_types"]["Row"] | null
          lvl: unknown
          m: Database["public"]["Enums"]["mood"] | null
          m2: Database["public"]["Enums"]["mood"]
          ms: Database["public"]["Enums"]["mood"][]
          n: Database["public"]["CompositeTypes"]["nested"]
          no: unknown
          one: Database["public"]["Enums"]["one_label"] | null
          p: Database["public"]["CompositeTypes"]["pair"] | null
          pos: number | null
          req: string
        }
        Insert: {
          am?: Database["public"]["Enums"]["mood"] | null
          doc: NonNullable<Json>
          doc_default?: NonNullable<Json>
          k?: Database["public"]["Tables"]["kinds_of_types"]["Row"] | null
          lvl?: unknown
          m?: Database["public"]["Enums"]["mood"] | null
          m2?: Database["public"]["Enums"]["mood"]
          ms: Database["public"]["Enums"]["mood"][]
          n: Database["public"]["CompositeTypes"]["nested"]
          no?: unknown
          one?: Database["public"]["Enums"]["one_label"] | null
          p?: Database["public"]["CompositeTypes"]["pair"] | null
          pos?: number | null
          req: string
        }
        Update: {
          am?: Database["public"]["Enums"]["mood"] | null
          doc?: NonNullable<Json>
          doc_default?: NonNullable<Json>
          k?: Database["public"]["Tables"]["kinds_of_types"]["Row"] | null
          lvl?: unknown
          m?: Database["public"]["Enums"]["mood"] | null
          m2?: Database["public"]["Enums"]["mood"]
          ms?: Database["public"]["Enums"]["mood"][]
          n?: Database["public"]["CompositeTypes"]["nested"]
          no?: unknown
          one?: Database["public"]["Enums"]["one_label"] | null
          p?: Database["public"]["CompositeTypes"]["pair"] | null
          pos?: number | null
          req?: string
        }
        Relationships: []
      }
      dropped: {
        Row: {
          a: number | null
          c: number | null
        }
        Insert: {
          a?: number | null
          c?: number | null
        }
        Update: {
          a?: number | null
          c?: number | null
        }
        Relationships: []
      }
      kinds_of_types: {
        Row: {
          b: boolean | null
          bi: unknown
          by: string | null
          c: string | null
          ch: unknown
          cid: unknown
          d: string | null
          f4: number | null
          f8: number | null
          i2: number | null
          i4: number | null
          i8: number | null
          iv: string | null
          j: Json | null
          jb: Json | null
          jp: unknown
          lsn: unknown
          mac: unknown
          money_: unknown
          mr: unknown
          n: number | null
          net: unknown
          nm: unknown
          o: unknown
          p: unknown
          r4: unknown
          reg: unknown
          rt: unknown
          t: string | null
          ti: string | null
          ts: string | null
          tsq: unknown
          tsv: unknown
          tsz: string | null
          tz: string | null
          u: string | null
          v: string | null
          vb: unknown
          x: unknown
        }
        Insert: {
          b?: boolean | null
          bi?: unknown
          by?: string | null
          c?: string | null
          ch?: unknown
          cid?: unknown
          d?: string | null
          f4?: number | null
          f8?: number | null
          i2?: number | null
          i4?: number | null
          i8?: number | null
          iv?: string | null
          j?: Json | null
          jb?: Json | null
          jp?: unknown
          lsn?: unknown
          mac?: unknown
          money_?: unknown
          mr?: unknown
          n?: number | null
          net?: unknown
          nm?: unknown
          o?: unknown
          p?: unknown
          r4?: unknown
          reg?: unknown
          rt?: unknown
          t?: string | null
          ti?: string | null
          ts?: string | null
          tsq?: unknown
          tsv?: unknown
          tsz?: string | null
          tz?: string | null
          u?: string | null
          v?: string | null
          vb?: unknown
          x?: unknown
        }
        Update: {
          b?: boolean | null
          bi?: unknown
          by?: string | null
          c?: string | null
          ch?: unknown
          cid?: unknown
          d?: string | null
          f4?: number | null
          f8?: number | null
          i2?: number | null
          i4?: number | null
          i8?: number | null
          iv?: string | null
          j?: Json | null
          jb?: Json | null
          jp?: unknown
          lsn?: unknown
          mac?: unknown
          money_?: unknown
          mr?: unknown
          n?: number | null
          net?: unknown
          nm?: unknown
          o?: unknown
          p?: unknown
          r4?: unknown
          reg?: unknown
          rt?: unknown
          t?: string | null
          ti?: string | null
          ts?: string | null
          tsq?: unknown
          tsv?: unknown
          tsz?: string | null
          tz?: string | null
          u?: string | null
          v?: string | null
          vb?: unknown
          x?: unknown
        }
        Relationships: []
      }
      nothing: {
        Row: {}
        Insert: {}
        Update: {}
        Relationships: []
      }
      parent: {
        Row: {
          a: number
          b: string | null
        }
        Insert: {
          a: number
          b?: string | null
        }
        Update: {
          a?: number
          b?: string | null
        }
        Relationships: []
      }
      unlogged: {
        Row: {
          a: number | null
        }
        Insert: {
          a?: number | null
        }
        Update: {
          a?: number | null
        }
        Relationships: []
      }
      written: {
        Row: {
          id: number
          json_maybe: Json | null
          json_needed: NonNullable<Json>
          null_default: number | null
          other: number
          plain: number
          seq: number
          twice: number | null
          with_default: number
        }
        Insert: {
          id?: never
          json_maybe?: Json | null
          json_needed: NonNullable<Json>
          null_default?: number | null
          other?: number
          plain: number
          seq?: number
          twice?: never
          with_default?: number
        }
        Update: {
          id?: never
          json_maybe?: Json | null
          json_needed?: NonNullable<Json>
          null_default?: number | null
          other?: number
          plain?: number
          seq?: number
          twice?: never
          with_default?: number
        }
        Relationships: []
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      [_ in never]: never
    }
    Enums: {
      mood: "sad" | "ok" | 'it\'s "fine"' | "back\\slash"
      one_label: "only"
    }
    CompositeTypes: {
      nested: {
        inner_pair: Database["public"]["CompositeTypes"]["pair"] | null
        many: Database["public"]["CompositeTypes"]["pair"][] | null
      }
      pair: {
        first: number | null
        second: Database["public"]["Enums"]["mood"][] | null
        note: string | null
      }
    }
  }
}

type DatabaseWithoutInternals = Omit<Database, "__InternalSupabase">

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, "public">]

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema["Tables"] & DefaultSchema["Views"])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Views"])[TableName] extends {
      Row: infer R
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema["Tables"] &
        DefaultSchema["Views"])
    ? (DefaultSchema["Tables"] &
        DefaultSchema["Views"])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R
      }
      ? R
      : never
    : never

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Insert: infer I
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I
      }
      ? I
      : never
    : never

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    | keyof DefaultSchema["Tables"]
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"]
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions["schema"]]["Tables"][TableName] extends {
      Update: infer U
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema["Tables"]
    ? DefaultSchema["Tables"][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U
      }
      ? U
      : never
    : never

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    | keyof DefaultSchema["Enums"]
    | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"]
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions["schema"]]["Enums"][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema["Enums"]
    ? DefaultSchema["Enums"][DefaultSchemaEnumNameOrOptions]
    : never

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema["CompositeTypes"]
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"]
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends {
  schema: keyof DatabaseWithoutInternals
}
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions["schema"]]["CompositeTypes"][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema["CompositeTypes"]
    ? DefaultSchema["CompositeTypes"][PublicCompositeTypeNameOrOptions]
    : never

export const Constants = {
  public: {
    Enums: {
      mood: ["sad", "ok", 'it\'s "fine"', "back\\slash"],
      one_label: ["only"],
    },
  },
} as const

