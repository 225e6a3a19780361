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
      _under: {
        Row: {
          id: number | null
        }
        Insert: {
          id?: number | null
        }
        Update: {
          id?: number | null
        }
        Relationships: []
      }
      "2x": {
        Row: {
          _a: number | null
          "-": number | null
          "@": number | null
          "#": number | null
          "<>": number | null
          "😀": number | null
          $a: number | null
          "10": number | null
          "9": number | null
          a: number | null
          A: number | null
          ª: number | null
          "a b": number | null
          a_b: number | null
          "a-b": number | null
          "a:b": number | null
          "a.b": number | null
          "a(b)": number | null
          "a{b}": number | null
          "a/b": number | null
          a$: number | null
          ab: number | null
          aB: number | null
          Ab: number | null
          AB: number | null
          "b\\b": number | null
          class: number | null
          constructor: number | null
          e: number | null
          é: number | null
          É: number | null
          f: number | null
          "it's": number | null
          n: number | null
          ñ: number | null
          o: number | null
          'q"q': number | null
          ss: number | null
          ß: number | null
          st: number | null
          true: number | null
          µ: number | null
          ω: number | null
          жук: number | null
          漢字: number | null
        }
        Insert: {
          _a?: number | null
          "-"?: number | null
          "@"?: number | null
          "#"?: number | null
          "<>"?: number | null
          "😀"?: number | null
          $a?: number | null
          "10"?: number | null
          "9"?: number | null
          a?: number | null
          A?: number | null
          ª?: number | null
          "a b"?: number | null
          a_b?: number | null
          "a-b"?: number | null
          "a:b"?: number | null
          "a.b"?: number | null
          "a(b)"?: number | null
          "a{b}"?: number | null
          "a/b"?: number | null
          a$?: number | null
          ab?: number | null
          aB?: number | null
          Ab?: number | null
          AB?: number | null
          "b\\b"?: number | null
          class?: number | null
          constructor?: number | null
          e?: number | null
          é?: number | null
          É?: number | null
          f?: number | null
          "it's"?: number | null
          n?: number | null
          ñ?: number | null
          o?: number | null
          'q"q'?: number | null
          ss?: number | null
          ß?: number | null
          st?: number | null
          true?: number | null
          µ?: number | null
          ω?: number | null
          жук?: number | null
          漢字?: number | null
        }
        Update: {
          _a?: number | null
          "-"?: number | null
          "@"?: number | null
          "#"?: number | null
          "<>"?: number | null
          "😀"?: number | null
          $a?: number | null
          "10"?: number | null
          "9"?: number | null
          a?: number | null
          A?: number | null
          ª?: number | null
          "a b"?: number | null
          a_b?: number | null
          "a-b"?: number | null
          "a:b"?: number | null
          "a.b"?: number | null
          "a(b)"?: number | null
          "a{b}"?: number | null
          "a/b"?: number | null
          a$?: number | null
          ab?: number | null
          aB?: number | null
          Ab?: number | null
          AB?: number | null
          "b\\b"?: number | null
          class?: number | null
          constructor?: number | null
          e?: number | null
          é?: number | null
          É?: number | null
          f?: number | null
          "it's"?: number | null
          n?: number | null
          ñ?: number | null
          o?: number | null
          'q"q'?: number | null
          ss?: number | null
          ß?: number | null
          st?: number | null
          true?: number | null
          µ?: number | null
          ω?: number | null
          жук?: number | null
          漢字?: number | null
        }
        Relationships: []
      }
      "A Upper": {
        Row: {
          id: number | null
        }
        Insert: {
          id?: number | null
        }
        Update: {
          id?: number | null
        }
        Relationships: []
      }
      a_lower: {
        Row: {
          id: number | null
        }
        Insert: {
          id?: number | null
        }
        Update: {
          id?: number | null
        }
        Relationships: []
      }
      a_table_with_a_name_that_is_as_long_as_postgresql_lets_it_be_ok: {
        Row: {
          a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_i: Database["public"]["Enums"]["Mixed Case"]
          a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_o: Database["public"]["Enums"]["Mixed Case"]
          another_that_is_not_quite_that_lon: Database["public"]["Enums"]["Mixed Case"][]
          another_that_is_not_quite_that_long:
            | Database["public"]["Enums"]["Mixed Case"][]
            | null
          fitsx_but_barely_so_that_it_is_on: Database["public"]["Enums"]["just"]
        }
        Insert: {
          a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_i: Database["public"]["Enums"]["Mixed Case"]
          a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_o: Database["public"]["Enums"]["Mixed Case"]
          another_that_is_not_quite_that_lon: Database["public"]["Enums"]["Mixed Case"][]
          another_that_is_not_quite_that_long?:
            | Database["public"]["Enums"]["Mixed Case"][]
            | null
          fitsx_but_barely_so_that_it_is_on: Database["public"]["Enums"]["just"]
        }
        Update: {
          a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_i?: Database["public"]["Enums"]["Mixed Case"]
          a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_o?: Database["public"]["Enums"]["Mixed Case"]
          another_that_is_not_quite_that_lon?: Database["public"]["Enums"]["Mixed Case"][]
          another_that_is_not_quite_that_long?:
            | Database["public"]["Enums"]["Mixed Case"][]
            | null
          fitsx_but_barely_so_that_it_is_on?: Database["public"]["Enums"]["just"]
        }
        Relationships: []
      }
      Apfel: {
        Row: {
          id: number | null
        }
        Insert: {
          id?: number | null
        }
        Update: {
          id?: number | null
        }
        Relationships: []
      }
      äpfel: {
        Row: {
          id: number | null
        }
        Insert: {
          id?: number | null
        }
        Update: {
          id?: number | null
        }
        Relationships: []
      }
      child: {
        Row: {
          id: number | null
        }
        Insert: {
          id?: number | null
        }
        Update: {
          id?: number | null
        }
        Relationships: []
      }
      Child: {
        Row: {
          id: number | null
        }
        Insert: {
          id?: number | null
        }
        Update: {
          id?: number | null
        }
        Relationships: []
      }
      child_2: {
        Row: {
          id: number | null
        }
        Insert: {
          id?: number | null
        }
        Update: {
          id?: number | null
        }
        Relationships: []
      }
      child1: {
        Row: {
          id: number | null
        }
        Insert: {
          id?: number | null
        }
        Update: {
          id?: number | null
        }
        Relationships: []
      }
      child10: {
        Row: {
          id: number | null
        }
        Insert: {
          id?: number | null
        }
        Update: {
          id?: number | null
        }
        Relationships: []
      }
      child2: {
        Row: {
          id: number | null
        }
        Insert: {
          id?: number | null
        }
        Update: {
          id?: number | null
        }
        Relationships: []
      }
      of_under: {
        Row: {
          u: unknown[] | null
          us: unknown[][] | null
        }
        Insert: {
          u?: unknown[] | null
          us?: unknown[][] | null
        }
        Update: {
          u?: unknown[] | null
          us?: unknown[][] | null
        }
        Relationships: []
      }
      refers: {
        Row: {
          a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_i:
            | Database["public"]["Enums"]["Mixed Case"]
            | null
          a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_o:
            | Database["public"]["Enums"]["Mixed Case"]
            | null
        }
        Insert: {
          a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_i?:
            | Database["public"]["Enums"]["Mixed Case"]
            | null
          a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_o?:
            | Database["public"]["Enums"]["Mixed Case"]
            | null
        }
        Update: {
          a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_i?:
            | Database["public"]["Enums"]["Mixed Case"]
            | null
          a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_o?:
            | Database["public"]["Enums"]["Mixed Case"]
            | null
        }
        Relationships: [
          {
            foreignKeyName: "refers_a_column_with_a_name_that_is_as_long_as_postgresql__fkey"
            columns: [
              "a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_o",
              "a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_i",
            ]
            isOneToOne: false
            referencedRelation: "a_table_with_a_name_that_is_as_long_as_postgresql_lets_it_be_ok"
            referencedColumns: [
              "a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_o",
              "a_column_with_a_name_that_is_as_long_as_postgresql_lets_it_be_i",
            ]
          },
        ]
      }
    }
    Views: {
      [_ in never]: never
    }
    Functions: {
      f80: {
        Args: { aaaaaaaaaaaaaa: number; bbbbbbbbbbbbbb: number }
        Returns: number
      }
      f81: {
        Args: { aaaaaaaaaaaaaa: number; bbbbbbbbbbbbbbb: number }
        Returns: number
      }
      f82: {
        Args: {
          aaaaaaaaaaaaaa: number
          bbbbbbbbbbbbbbb: number
          ccccccccccccccccccc: number
          ddd: number
        }
        Returns: number
      }
      f83: {
        Args: {
          aaaaaaaaaaaaaaaaaaaaaaaaa: number
          bbbbbbbbbbbbbbb: number
          ccccccccccccccccccc: number
        }
        Returns: string[]
      }
    }
    Enums: {
      e72: "aaaaaaaaaaaaaaaaaaaa" | "bbbbbbbbbbbbbbbbbbbb" | "cccccccccccccccc"
      e73: "aaaaaaaaaaaaaaaaaaaa" | "bbbbbbbbbbbbbbbbbbbb" | "ccccccccccccccccc"
      just: "aaaaaaaaaaaaaaaaaaaa" | "bbbbbbbbbbbbbbbbbbbb" | "cccccccccc"
      "Mixed Case": "One" | "two" | "3"
      'quote"d':
        | 'double " quote'
        | "single ' quote"
        | "both \" and '"
        | "new\nline"
        | "tab\t"
        | "é"
        | "漢字"
        | "😀"
      wide: "漢字漢字漢字漢字漢字漢字" | "字漢字漢字漢字漢字漢字漢" | "漢字漢字"
    }
    CompositeTypes: {
      [_ in never]: never
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
      e72: ["aaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbb", "cccccccccccccccc"],
      e73: [
        "aaaaaaaaaaaaaaaaaaaa",
        "bbbbbbbbbbbbbbbbbbbb",
        "ccccccccccccccccc",
      ],
      just: ["aaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbb", "cccccccccc"],
      "Mixed Case": ["One", "two", "3"],
      'quote"d': [
        'double " quote',
        "single ' quote",
        "both \" and '",
        "new\nline",
        "tab\t",
        "é",
        "漢字",
        "😀",
      ],
      wide: [
        "漢字漢字漢字漢字漢字漢字",
        "字漢字漢字漢字漢字漢字漢",
        "漢字漢字",
      ],
    },
  },
} as const

